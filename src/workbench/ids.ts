/**
 * Every id that the manifest and the code share. A test compares this table with package.json in both directions.
 */

export const commands = {
  tryItNow: 'wiotp.tryItNow',
  connectBoard: 'wiotp.connectBoard',
  addConnection: 'wiotp.addConnection',
  connect: 'wiotp.connect',
  disconnect: 'wiotp.disconnect',
  deleteConnection: 'wiotp.deleteConnection',
  publishEvent: 'wiotp.publishEvent',
  publishAgain: 'wiotp.publishAgain',
  stopPublishing: 'wiotp.stopPublishing',
  sendManageRequest: 'wiotp.sendManageRequest',
  answerRequest: 'wiotp.answerRequest',
  editConnection: 'wiotp.editConnection',
  duplicateConnection: 'wiotp.duplicateConnection',
  renameConnection: 'wiotp.renameConnection',
  moveConnectionUp: 'wiotp.moveConnectionUp',
  moveConnectionDown: 'wiotp.moveConnectionDown',
  shareConnection: 'wiotp.shareConnection',
  enterSecrets: 'wiotp.enterSecrets',
  importConnections: 'wiotp.importConnections',
  exportConnections: 'wiotp.exportConnections',
  diagnoseConnection: 'wiotp.diagnoseConnection',
  addSubscription: 'wiotp.addSubscription',
  removeSubscription: 'wiotp.removeSubscription',
  publishRepeatedly: 'wiotp.publishRepeatedly',
  sendApplicationCommand: 'wiotp.sendApplicationCommand',
  startRestAction: 'wiotp.startRestAction',
  resendUndelivered: 'wiotp.resendUndelivered',
  discardUndelivered: 'wiotp.discardUndelivered',
  sendUnmanageRequest: 'wiotp.sendUnmanageRequest',
  updateLocation: 'wiotp.updateLocation',
  addErrorCode: 'wiotp.addErrorCode',
  clearErrorCodes: 'wiotp.clearErrorCodes',
  addLogEntry: 'wiotp.addLogEntry',
  clearDeviceLog: 'wiotp.clearDeviceLog',
  notifyChange: 'wiotp.notifyChange',
  chooseAnswers: 'wiotp.chooseAnswers',
  openReplies: 'wiotp.openReplies',
  startPlatform: 'wiotp.startPlatform',
  stopPlatform: 'wiotp.stopPlatform',
  addDevice: 'wiotp.addDevice',
  deleteDevice: 'wiotp.deleteDevice',
  copyConnectionCode: 'wiotp.copyConnectionCode',
  registerAttempt: 'wiotp.registerAttempt',
  issueToken: 'wiotp.issueToken',
  sendCommand: 'wiotp.sendCommand',
  requestReboot: 'wiotp.requestReboot',
  restartPlatform: 'wiotp.restartPlatform',
  attachPlatform: 'wiotp.attachPlatform',
  detachPlatform: 'wiotp.detachPlatform',
  keepPlatformRunning: 'wiotp.keepPlatformRunning',
  letPlatformEnd: 'wiotp.letPlatformEnd',
  openQuickstart: 'wiotp.openQuickstart',
  closeQuickstart: 'wiotp.closeQuickstart',
  saveCaCertificate: 'wiotp.saveCaCertificate',
  copyListenerAddress: 'wiotp.copyListenerAddress',
  closeAddress: 'wiotp.closeAddress',
  addGateway: 'wiotp.addGateway',
  changeGatewayRole: 'wiotp.changeGatewayRole',
  disableDevice: 'wiotp.disableDevice',
  enableDevice: 'wiotp.enableDevice',
  addApiKey: 'wiotp.addApiKey',
  deleteApiKey: 'wiotp.deleteApiKey',
  requestFactoryReset: 'wiotp.requestFactoryReset',
  downloadFirmware: 'wiotp.downloadFirmware',
  updateFirmware: 'wiotp.updateFirmware',
  startCustomAction: 'wiotp.startCustomAction',
  cancelAction: 'wiotp.cancelAction',
  showAction: 'wiotp.showAction',
  showProblems: 'wiotp.showProblems',
  uploadPackage: 'wiotp.uploadPackage',
  deletePackage: 'wiotp.deletePackage',
  editMetadata: 'wiotp.editMetadata',
  editLocation: 'wiotp.editLocation',
  editDeviceInfo: 'wiotp.editDeviceInfo',
  applyAttributes: 'wiotp.applyAttributes',
  injectFault: 'wiotp.injectFault',
  clearFaults: 'wiotp.clearFaults',
  newPayloadFile: 'wiotp.newPayloadFile',
  choosePayloadKind: 'wiotp.choosePayloadKind',
  publishPayloadFile: 'wiotp.publishPayloadFile',
  copyPayloadAsCode: 'wiotp.copyPayloadAsCode',
  showTraffic: 'wiotp.showTraffic',
  clearTraffic: 'wiotp.clearTraffic',
  addMarker: 'wiotp.addMarker',
  openTrafficInEditor: 'wiotp.openTrafficInEditor',
  openTrafficFile: 'wiotp.openTrafficFile',
  exportTraffic: 'wiotp.exportTraffic',
  startRecording: 'wiotp.startRecording',
  stopRecording: 'wiotp.stopRecording',
  plotNumbers: 'wiotp.plotNumbers',
  showConversation: 'wiotp.showConversation',
  compareWithPreviousBoot: 'wiotp.compareWithPreviousBoot',
  compareWithPreviousMessage: 'wiotp.compareWithPreviousMessage',
  newPayloadFromMessage: 'wiotp.newPayloadFromMessage',
  publishMessageAgain: 'wiotp.publishMessageAgain',
  copyMessageAsJson: 'wiotp.copyMessageAsJson',
  copyMessageAsMosquitto: 'wiotp.copyMessageAsMosquitto',
  copyMessageAsC: 'wiotp.copyMessageAsC',
  setRetention: 'wiotp.setRetention',
  explain: 'wiotp.explain',
  showLog: 'wiotp.showLog',
} as const;

/** The id of a command. */
export type CommandId = (typeof commands)[keyof typeof commands];

export const views = {
  connections: 'wiotp.connections',
  platform: 'wiotp.platform',
  traffic: 'wiotp.traffic',
} as const;

/** Webviews that open as editors. */
export const panels = {
  traffic: 'wiotp.trafficEditor',
  /** A file that is opened as a log. */
  trafficFile: 'wiotp.trafficFile',
  plot: 'wiotp.plot',
  conversation: 'wiotp.conversation',
} as const;

export const settings = {
  platformPort: 'wiotp.platform.port',
  platformTlsPort: 'wiotp.platform.tlsPort',
  platformQuickstartPort: 'wiotp.platform.quickstartPort',
  platformQuota: 'wiotp.platform.quota',
  platformTolerant: 'wiotp.platform.tolerant',
  platformCertificateNames: 'wiotp.platform.certificateNames',
  platformKeepRunning: 'wiotp.platform.keepRunning',
  files: 'wiotp.files',
  schemas: 'wiotp.schemas',
  lintEnabled: 'wiotp.lint.enabled',
  lintRules: 'wiotp.lint.rules',
  lintLimits: 'wiotp.lint.limits',
  lintClientBuffer: 'wiotp.lint.clientBuffer',
  retentionMegabytes: 'wiotp.traffic.retention.megabytes',
  retentionDays: 'wiotp.traffic.retention.days',
  templateEnvironment: 'wiotp.templates.environment',
} as const;

/** Which setting is which of the platform's. */
export const platformSettingNames = {
  port: settings.platformPort,
  tlsPort: settings.platformTlsPort,
  quickstartPort: settings.platformQuickstartPort,
  quota: settings.platformQuota,
  tolerant: settings.platformTolerant,
  certificateNames: settings.platformCertificateNames,
  keepRunning: settings.platformKeepRunning,
} as const;

export const contextKeys = {
  /** `stopped`, `starting` or `running`. */
  platform: 'wiotp.platformState',
  /** Whether the platform is one elsewhere, attached to by address and key. */
  attached: 'wiotp.platformAttached',
  /** Whether the platform runs on without windows. */
  kept: 'wiotp.platformKept',
  quickstart: 'wiotp.quickstartOpen',
  /** Whether traffic is being recorded into a file. */
  recording: 'wiotp.recording',
  /** Whether there is something for *Publish Again* to repeat. */
  canPublishAgain: 'wiotp.canPublishAgain',
  /** Whether the active editor shows a payload file. */
  payloadFile: 'wiotp.payloadFile',
  /** Whether the active editor shows a payload file that a client can publish. */
  publishableFile: 'wiotp.publishableFile',
} as const;
