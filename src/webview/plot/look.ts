import type { ChartLook } from './chart.ts';

/** The theme's colors for charts, those first that are told apart best. */
const chartColors = ['blue', 'orange', 'green', 'purple', 'red', 'yellow'] as const;

/** How many lines look different by their color alone; the others are dashed as well. */
export const colorCount = chartColors.length;

/** The looks of so many lines, as the theme has them now. */
export function lookOf(lines: number): ChartLook {
  const style = getComputedStyle(document.documentElement);
  const variable = (name: string): string => style.getPropertyValue(`--vscode-${name}`).trim();
  const text = getComputedStyle(document.body).color;
  return {
    colors: Array.from({ length: lines }, (_, at) => variable(`charts-${chartColors[at % colorCount] ?? ''}`) || text),
    text,
    grid: variable('panel-border') || variable('contrastBorder') || text,
    font: `12px ${variable('font-family') || 'sans-serif'}`,
  };
}

/** Calls `changed` when another theme is chosen. */
export function followTheme(changed: () => void): void {
  const observer = new MutationObserver(changed);
  observer.observe(document.body, { attributes: true, attributeFilter: ['class'] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
}
