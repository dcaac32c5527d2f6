// The style sheet leaves sections out until they are near (content-visibility), so that the first screen does not wait for
// all that is below.  Once it is seen they are laid out, one in an idle moment: then the scroll bar is right, and links
// lead where they should.
import { all, idle } from './dom';

const left = (): HTMLElement[] => all('main > section:not(.laid)');

export function lay_out(): void {
  for (const section of left()) section.classList.add('laid');
}

export function lay_out_later(): void {
  const next = () => {
    const [section] = left();
    section?.classList.add('laid');
    if (section) idle(next);
  };
  requestAnimationFrame(() => requestAnimationFrame(() => idle(next)));
}
