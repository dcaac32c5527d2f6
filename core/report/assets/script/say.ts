// What a screen reader is told that nobody needs to see.
import { make } from './dom';

let line: HTMLElement | undefined;

/// Has to be in the page before anything is said.
export function listen(): void {
  line = make('p', { class: 'unseen', role: 'status' });
  (document.querySelector('main') ?? document.body).append(line);
}

export function say(text: string): void {
  if (line) line.textContent = line.textContent === text ? text + '\u00a0' : text;
}
