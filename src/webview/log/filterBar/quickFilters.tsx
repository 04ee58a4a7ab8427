import { Icon } from '../../iconButton.tsx';

/** A filter behind a button. */
export interface QuickFilter {
  readonly term: string;
  readonly title: string;
  readonly text: string;
  /** The name of a codicon. */
  readonly icon: string;
}

/** The filters that are needed most. */
export const quickFilters: readonly QuickFilter[] = [
  { term: 'problem:any', title: 'Only messages with problems', text: 'Problems', icon: 'warning' },
  { term: 'kind:dm.*', title: 'Only Device Management', text: 'DM', icon: 'server-process' },
];

interface QuickFiltersProps {
  readonly filters: readonly QuickFilter[];
  readonly isOn: (term: string) => boolean;
  readonly toggle: (term: string) => void;
}

/** Buttons that add a term to the filter and take it out again. */
export function QuickFilters({ filters, isOn, toggle }: QuickFiltersProps) {
  return filters.map(({ term, title, text, icon }) => (
    <button
      key={term}
      type="button"
      class="action toggle"
      aria-pressed={isOn(term)}
      title={`${title} (${term})`}
      onClick={() => toggle(term)}
    >
      <Icon name={icon} />
      <span class="label">{text}</span>
    </button>
  ));
}
