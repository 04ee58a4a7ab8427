import type { TestContext } from 'node:test';

/** Sets variables of this process for a test, and takes away every other that commands connect by. */
export function withEnvironment(context: TestContext, variables: Readonly<Record<string, string>>): void {
  const before = { ...process.env };
  for (const name of Object.keys(process.env)) if (name.startsWith('WIOTP_')) delete process.env[name];
  Object.assign(process.env, variables);
  context.after(() => {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  });
}
