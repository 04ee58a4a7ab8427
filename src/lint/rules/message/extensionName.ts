import { checkExtensionName } from '../../../wiotp/names.ts';
import type { MessageRule } from './facts.ts';

/** `message/extension-name`: a bundle or action ID that cannot exist [D-cus]. */
export const extensionName: MessageRule = ({ match }) => {
  if (match?.kind.name !== 'dm.customAction') return undefined;
  const { bundleId = '', actionId = '' } = match.parts;
  const reason = checkExtensionName('A bundle ID', bundleId) ?? checkExtensionName('An action ID', actionId);
  if (reason === undefined) return undefined;
  return {
    rule: 'message/extension-name',
    message: `${reason} No extension can have that name, so the platform never sends this. Use the IDs of the extension’s package.`,
    part: 'topic',
  };
};
