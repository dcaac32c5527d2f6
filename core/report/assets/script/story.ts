// Attack paths, as read from the page.
import { all, target_of, text_of } from './dom';

export interface Story {
  readonly item: HTMLElement;
  readonly level: string;
  readonly score: string;
  readonly sentence: string;
  readonly state: string;            // open, closed, possible
  readonly way: readonly string[];   // ids of nodes, from the attacker to the damage
}

export function read_stories(): Story[] {
  return all('#stories ol.stories > li').map((item, i) => {
    if (!item.id) item.id = `story-${i + 1}`;
    const told = item.querySelector('.told'), level = text_of(told?.querySelector('.lv')), score = text_of(told?.querySelector('.score'));
    return {
      item, level, score,
      sentence: text_of(told).slice(`${level} ${score}`.trim().length).trim(),
      state: item.dataset.state ?? '',
      way: all('.way a[href^="#n-"]', item).map(target_of),
    };
  });
}
