import { at, replaceWith, type Finding } from '../finding.ts';
import { member } from '../json.ts';
import { quoted } from '../wording.ts';
import { nothing, type PayloadRule } from './payloadRule.ts';

/** The actions that every platform has; all others are `bundleId/actionId` of an extension [D-req]. */
const actions = ['device/reboot', 'device/factoryReset', 'firmware/download', 'firmware/update'];

const place = { path: ['action'], part: 'value' } as const;

/** `rest/action`: a name that is like that of a built-in action, such as the `factory_reset` of the topic [D-req]. */
export const restAction: PayloadRule = {
  isFor: ({ name }) => name === 'rest.mgmtRequest',
  find: (payload) => {
    const action = member(payload, 'action');
    if (typeof action !== 'string' || actions.includes(action)) return nothing;
    const right = actions.find((candidate) => plain(candidate) === plain(action));
    if (right !== undefined) return [misspelt(action, right)];
    return /^(device|firmware)\//.test(action) ? [unknown(action)] : nothing;
  },
};

function misspelt(action: string, right: string): Finding {
  return {
    rule: 'rest/action',
    message: `The action is ${quoted(action)}; in REST it is called ${right}. The platform knows no action of that name and refuses it. Write ${right}.`,
    place,
    fix: { title: `Write ${right}`, ...at(place, replaceWith(JSON.stringify(right))) },
  };
}

function unknown(action: string): Finding {
  return {
    rule: 'rest/action',
    message:
      `The action is ${quoted(action)}, and there is none of that name unless an extension is called so. ` +
      `The platform refuses actions that it does not know. Use ${actions.join(', ')}, or bundleId/actionId.`,
    place,
  };
}

/** Without what people write differently: `device/factory_reset`, `device/Reboot`. */
function plain(action: string): string {
  return action.length > 100 ? action : action.toLowerCase().replace(/[ _-]/g, '');
}
