/**
 * Every id that the manifest and the code share. A test compares this table with package.json in both directions.
 */

export const commands = {
  tryItNow: 'wiotp.tryItNow',
  addConnection: 'wiotp.addConnection',
  connect: 'wiotp.connect',
  disconnect: 'wiotp.disconnect',
  deleteConnection: 'wiotp.deleteConnection',
  publishEvent: 'wiotp.publishEvent',
  publishAgain: 'wiotp.publishAgain',
  stopPublishing: 'wiotp.stopPublishing',
  sendManageRequest: 'wiotp.sendManageRequest',
  answerRequest: 'wiotp.answerRequest',
  startPlatform: 'wiotp.startPlatform',
  stopPlatform: 'wiotp.stopPlatform',
  addDevice: 'wiotp.addDevice',
  deleteDevice: 'wiotp.deleteDevice',
  issueToken: 'wiotp.issueToken',
  sendCommand: 'wiotp.sendCommand',
  requestReboot: 'wiotp.requestReboot',
  newPayloadFile: 'wiotp.newPayloadFile',
  choosePayloadKind: 'wiotp.choosePayloadKind',
  publishPayloadFile: 'wiotp.publishPayloadFile',
  copyPayloadAsCode: 'wiotp.copyPayloadAsCode',
  showTraffic: 'wiotp.showTraffic',
  clearTraffic: 'wiotp.clearTraffic',
  showLog: 'wiotp.showLog',
} as const;

/** The id of a command. */
export type CommandId = (typeof commands)[keyof typeof commands];

export const views = {
  connections: 'wiotp.connections',
  platform: 'wiotp.platform',
  traffic: 'wiotp.traffic',
} as const;

export const settings = {
  platformPort: 'wiotp.platform.port',
  files: 'wiotp.files',
  schemas: 'wiotp.schemas',
  lintEnabled: 'wiotp.lint.enabled',
  lintRules: 'wiotp.lint.rules',
  lintLimits: 'wiotp.lint.limits',
  lintClientBuffer: 'wiotp.lint.clientBuffer',
} as const;

export const contextKeys = {
  /** `stopped`, `starting` or `running`. */
  platform: 'wiotp.platformState',
  /** Whether there is something for *Publish Again* to repeat. */
  canPublishAgain: 'wiotp.canPublishAgain',
  /** Whether the active editor shows a payload file. */
  payloadFile: 'wiotp.payloadFile',
} as const;
