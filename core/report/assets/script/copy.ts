// Text into the clipboard.  Where a browser refuses (an old one, a page from a file), the text stands in a field to copy by hand.
import { button, make } from './dom';
import { say } from './say';

async function by_clipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

function field(text: string): HTMLTextAreaElement {
  const made = make('textarea', { class: 'by-hand', readonly: '', rows: '3', 'aria-label': 'Text to copy; Escape closes it' });
  made.value = text;
  return made;
}

function by_command(text: string, beside: HTMLElement): boolean {
  const hidden = field(text);
  hidden.classList.add('unseen');
  beside.after(hidden);
  hidden.select();
  let done = false;
  try {
    done = document.execCommand('copy');
  } catch {
    // then by hand
  }
  hidden.remove();
  beside.focus({ preventScroll: true });
  return done;
}

function by_hand(text: string, beside: HTMLElement): void {
  const shown = field(text);
  const close = () => {
    shown.remove();
    beside.focus();
  };
  shown.addEventListener('keydown', (e) => {
    if (e.key !== 'Escape') return;
    e.stopPropagation();
    close();
  });
  beside.parentElement?.querySelector('.by-hand')?.remove();
  beside.after(shown);
  shown.focus();
  shown.select();
}

export async function copy(text: string, what: string, beside: HTMLElement): Promise<void> {
  if ((await by_clipboard(text)) || by_command(text, beside)) {
    beside.classList.add('done');
    setTimeout(() => beside.classList.remove('done'), 2000);
    return say(`${what} copied`);
  }
  by_hand(text, beside);
}

/// The name says what of, for those who don't see where it stands.
export function copy_button(label: string, of: string, what: string, text: () => string): HTMLButtonElement {
  const made: HTMLButtonElement = button(label, () => void copy(text(), what, made), { class: 'quiet' });
  if (of) made.setAttribute('aria-label', `${label} ${of}`);
  return made;
}
