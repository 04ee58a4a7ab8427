import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ruleSettings } from '../../scripts/generate/generateManifest.ts';
import { workbenchFileMatch } from '../../scripts/generate/schemas/workbenchSchemas.ts';
import { workbenchFileTypes } from '../../src/lint/files/ourFile.ts';
import { jsonValidationEntries } from '../../scripts/generate/schemas/generateSchemas.ts';
import { readLintSettings } from '../../src/lint/settings.ts';
import { readPlatformSettings } from '../../src/workbench/embeddedPlatform/platformSettings.ts';
import { rowActions } from '../../src/webview/log/detail/rowActions.ts';
import { rowFlags } from '../../src/webview/log/list/rowFlags.ts';
import { retentionBounds } from '../../src/workbench/traffic/retentionBounds.ts';
import { commands, contextKeys, panels, platformSettingNames as platformNames, settings, views } from '../../src/workbench/ids.ts';

const root = join(import.meta.dirname, '..', '..');

interface MenuItem {
  /** Absent for a submenu. */
  readonly command?: string;
  readonly submenu?: string;
  readonly when?: string;
  readonly group?: string;
}

interface Setting {
  readonly default: unknown;
  readonly scope?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly enum?: readonly string[];
  readonly properties?: object;
  readonly additionalProperties?: unknown;
}

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly contributes: {
    readonly commands: readonly { command: string; title: string; category: string; enablement?: string }[];
    readonly views: Readonly<Record<string, readonly { id: string; name: string }[]>>;
    readonly viewsWelcome: readonly { view: string; contents: string }[];
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
    readonly submenus: readonly { readonly id: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
    readonly customEditors: readonly { readonly viewType: string }[];
    readonly languages: readonly object[];
    readonly jsonValidation: readonly { fileMatch: string | readonly string[]; url: string }[];
  };
  readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] } };
}

const text = readFileSync(join(root, 'package.json'), 'utf8');
const manifest = JSON.parse(text) as Manifest;
const strings = JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8')) as Record<string, string>;
const { contributes } = manifest;
const sources = sourceFiles(join(root, 'src')).map((file) => readFileSync(file, 'utf8'));

describe('package.json and the code', () => {
  it('know the same commands', () => {
    assert.deepEqual(contributes.commands.map(({ command }) => command).toSorted(), Object.values(commands).toSorted());
  });

  it('know the same views', () => {
    const contributed = Object.values(contributes.views).flatMap((group) => group.map(({ id }) => id));
    assert.deepEqual(contributed.toSorted(), Object.values(views).toSorted());
  });

  it('know the same editors', () => {
    assert.deepEqual(
      contributes.customEditors.map(({ viewType }) => viewType),
      [panels.trafficFile],
    );
    const named = text.match(/(?<=(activeWebviewPanelId|activeCustomEditorId) == )wiotp\.\w+/g) ?? [];
    for (const id of named) assert.ok((Object.values(panels) as string[]).includes(id), id);
  });

  it('know the same settings', () => {
    assert.deepEqual(Object.keys(contributes.configuration.properties).toSorted(), Object.values(settings).toSorted());
  });

  it('know the same context keys', () => {
    const clauses = [
      ...Object.values(contributes.menus).flatMap((items) => items.map(({ when }) => when ?? '')),
      ...contributes.commands.map(({ enablement }) => enablement ?? ''),
    ];
    const used = new Set(
      clauses.flatMap(
        (clause) => clause.replaceAll(/(view|activeWebviewPanelId|activeCustomEditorId) == wiotp\.\w+/g, '').match(/\bwiotp\.\w+/g) ?? [],
      ),
    );
    assert.deepEqual([...used].toSorted(), Object.values(contextKeys).toSorted());
  });

  it('name the commands of a message alike', () => {
    const message = { ...loggedEvent, kind: 'device.event', topic: 'iot-2/evt/status/fmt/json' } as const;
    const request = { ...loggedEvent, kind: 'dm.manage', topic: 'iotdevice-1/mgmt/manage' } as const;
    const actions = [message, request].flatMap((one) => rowActions(one));
    assert.ok(actions.length > 0);
    for (const { command, title } of actions) assert.equal(strings[`command.${command}.title`], title);
  });

  it('register a handler for every command', () => {
    for (const name of Object.keys(commands)) {
      assert.ok(
        sources.some((source) => source.includes(`id: commands.${name},`)),
        `no handler for ${name}`,
      );
    }
  });
});

describe('package.json', () => {
  it('takes every title from package.nls.json, and leaves none unused', () => {
    const used = new Set([...text.matchAll(/"%([^%"]+)%"/g)].map(([, key = '']) => key));
    assert.deepEqual([...used].toSorted(), Object.keys(strings).toSorted());
    for (const { title, category } of contributes.commands) {
      assert.match(title, /^%command\..+\.title%$/);
      assert.equal(category, '%category%');
    }
  });

  it('gives every inline action a place in a context menu, the title menu or the palette', () => {
    const hidden = new Set(
      (contributes.menus['commandPalette'] ?? []).filter(({ when }) => when === 'false').map(({ command }) => command),
    );
    const items = contributes.menus['view/item/context'] ?? [];
    const inline = items.filter(({ group }) => group?.startsWith('inline'));
    assert.ok(inline.length > 0);
    for (const { command } of inline) {
      const inMenu = items.some((item) => item.command === command && item.group?.startsWith('inline') === false);
      assert.ok(inMenu || !hidden.has(command), `${command} can only be clicked`);
    }
  });

  it('offers only commands and submenus in its menus and welcomes that exist', () => {
    const known = new Set<string>([...Object.values(commands), ...contributes.submenus.map(({ id }) => id)]);
    for (const { command, submenu } of Object.values(contributes.menus).flat()) assert.ok(known.has(command ?? submenu ?? ''), command);
    for (const { id } of contributes.submenus) assert.ok((contributes.menus[id]?.length ?? 0) > 0, id);
    const linked = Object.values(strings).flatMap((value) => [...value.matchAll(/\(command:(wiotp\.[\w.]+)\)/g)].map(([, id = '']) => id));
    assert.ok(linked.length > 0);
    for (const id of linked) assert.ok(known.has(id), id);
  });

  it('never activates at start-up', () => {
    const restored = [panels.conversation, panels.plot, panels.traffic].map((id) => `onWebviewPanel:${id}`);
    const events = ['onLanguage:json', 'onLanguage:jsonc', 'onLanguage:jsonl', 'onTerminal:*', ...restored];
    assert.deepEqual(manifest.activationEvents, events);
  });

  it('restricts settings that act on the network or run code in untrusted workspaces', () => {
    const platform = Object.values(settings).filter((id) => id.startsWith('wiotp.platform.'));
    assert.deepEqual(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations, [
      ...platform,
      settings.schemas,
      settings.templateEnvironment,
    ]);
    for (const id of platform) assert.equal(setting(id).scope, 'machine-overridable', id);
    assert.equal(setting(settings.templateEnvironment).scope, 'machine');
  });

  it('offers for a row only what makes sense for it', () => {
    const whens = (contributes.menus['webview/context'] ?? []).map(({ command, when = '' }) => ({ command, when }));
    const flags = whens.flatMap(({ when }) => when.match(/\b(?:is[A-Z]|has[A-Z]|from[A-Z]|waits)\w*/g) ?? []);
    const known = [...Object.keys(rowFlags({ ...loggedEvent, topic: '' })), 'waits'];
    assert.deepEqual([...new Set(flags)].toSorted(), known.toSorted());
    for (const { command, when } of whens) assert.ok(when.includes("webviewSection == 'row'"), command);
  });

  it('bounds how much traffic is kept as the code does', () => {
    const ids = { megabytes: settings.retentionMegabytes, days: settings.retentionDays };
    for (const [name, id] of Object.entries(ids)) {
      const { minimum, maximum, default: usual } = setting(id);
      assert.deepEqual(retentionBounds[name as keyof typeof ids], { least: minimum, most: maximum, usual });
    }
  });

  it('has a schema for every file that is known by its name', () => {
    assert.deepEqual(contributes.jsonValidation, jsonValidationEntries());
  });

  it('lets every rule have another severity, and no other rule', () => {
    const { properties, additionalProperties } = setting(settings.lintRules);
    assert.deepEqual(properties, ruleSettings());
    assert.equal(additionalProperties, false);
  });

  it('offers only limits and severities that are understood', () => {
    const rules = Object.fromEntries(Object.keys(ruleSettings()).map((rule) => [rule, 'off']));
    assert.deepEqual(readLintSettings({ rules }).faults, []);
    const limits = setting(settings.lintLimits).enum ?? [];
    assert.ok(limits.length > 0);
    for (const name of limits) assert.deepEqual(readLintSettings({ limits: name }).faults, []);
  });

  it('has defaults that are understood', () => {
    const raw = {
      rules: setting(settings.lintRules).default,
      limits: setting(settings.lintLimits).default,
      clientBuffer: setting(settings.lintClientBuffer).default,
    };
    assert.deepEqual(readLintSettings(raw), readLintSettings({}));
  });

  it('has defaults of the platform that are those of the code, and offers only plans that are understood', () => {
    const defaults = Object.entries(platformNames).map(([name, id]) => [name, setting(id).default]);
    assert.deepEqual(readPlatformSettings(Object.fromEntries(defaults) as object, platformNames), readPlatformSettings({}, platformNames));
    for (const quota of setting(settings.platformQuota).enum ?? []) readPlatformSettings({ quota }, platformNames);
  });

  it('makes transcripts and files of the workbench JSON with comments', () => {
    const workbenchFiles = workbenchFileTypes.map((type) => `**/${workbenchFileMatch(type)}`);
    assert.deepEqual(contributes.languages, [{ id: 'jsonc', filenamePatterns: ['*.wiotp.json', ...workbenchFiles] }]);
  });
});

const loggedEvent = {
  seq: 1,
  time: 0,
  clientId: 'd:abc123:lamp:l-1',
  at: 'session',
  direction: 'up',
  preview: '{}',
  size: 2,
  problems: 0,
  payload: new TextEncoder().encode('{}'),
  qos: 0,
  retain: false,
  dup: false,
  findings: [],
} as const;

function setting(name: string): Setting {
  const found = contributes.configuration.properties[name];
  assert.ok(found);
  return found;
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));
}
