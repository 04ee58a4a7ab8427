/** The name of the codicon that VS Code shows for a problem of this severity. */
export function severityIcon(severity: string): string {
  return severity === 'error' || severity === 'warning' ? severity : 'info';
}
