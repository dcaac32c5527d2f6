// The only way to make elements here: names of attributes are a closed list, and text from the page enters as text.
// Nothing takes markup, an address other than one within this page, a style or a handler.

type Name =
  | 'aria-hidden' | 'aria-keyshortcuts' | 'aria-label' | 'aria-labelledby' | 'aria-pressed'
  | 'autocomplete' | 'class' | 'colspan' | 'for' | 'id' | 'maxlength' | 'readonly' | 'role' | 'rows' | 'spellcheck'
  | 'tabindex' | 'type' | 'value';
export type Child = Node | string;

export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K, attributes: Partial<Record<Name, string>> = {}, ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

export function button(text: string, act: () => void, attributes: Partial<Record<Name, string>> = {}): HTMLButtonElement {
  const made = make('button', { type: 'button', ...attributes }, text);
  made.addEventListener('click', act);
  return made;
}

/// A link to the element with that id.
export function link(id: string, ...children: Child[]): HTMLAnchorElement {
  const made = make('a', {}, ...children);
  made.setAttribute('href', '#' + encode(id));
  return made;
}

export function all<T extends Element = HTMLElement>(selector: string, root: ParentNode = document): T[] {
  return [...root.querySelectorAll<T>(selector)];
}

/// What stands in it, with one blank wherever white space is.
export function text_of(element: Element | null | undefined): string {
  return (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
}

/// The id that a link within this page leads to, or nothing.
export function target_of(link: Element): string {
  const href = link.getAttribute('href') ?? '';
  return href.startsWith('#') ? decode(href.slice(1)) : '';
}

export function decode(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

/// As the page writes links: what is not ASCII as %hh.
export function encode(id: string): string {
  return id.replace(/[^\x21-\x7e]+/g, encodeURIComponent);
}

export function amount(n: number, what: string): string {
  return `${n.toLocaleString('en')} ${what}${n === 1 ? '' : 's'}`;
}

/// While nobody waits.
export function idle(act: () => void): void {
  if ('requestIdleCallback' in window) window.requestIdleCallback(act, { timeout: 2000 });
  else setTimeout(act, 50);
}
