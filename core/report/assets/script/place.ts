// Where a reader was, across a reload and a way back: the browser goes there before all is laid out, and lands elsewhere.
import { lay_out } from './laid';

const kKey = 'merlon ' + location.pathname;

// Some hosts let a page keep nothing.
function left_at(): number | undefined {
  try {
    const text = sessionStorage.getItem(kKey);
    return text === null ? undefined : Number(text);
  } catch {
    return undefined;
  }
}

function keep(): void {
  try {
    sessionStorage.setItem(kKey, String(scrollY));
  } catch {
    // then it begins at the top
  }
}

/// Says whether the reader was here before, and is there again.
export function keep_place(): boolean {
  addEventListener('pagehide', keep);
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const y = navigation && navigation.type !== 'navigate' ? left_at() : undefined;
  if (y === undefined) return false;
  const back = () => {
    lay_out();
    scrollTo(scrollX, y);
  };
  back();
  addEventListener('load', () => setTimeout(back));   // after the browser's own try
  return true;
}
