/** What a new replies file says: one rule that shows what can be said, which counts for one request only. */
export const repliesExample = `{
  // How devices answer requests of Device Management, where their mode is "by replies".
  // The first rule that fits a request counts. What is saved counts at once.
  "replies": [
    {
      // Or dm.factoryReset, dm.firmwareDownload, dm.firmwareUpdate, dm.customAction,
      // dm.deviceUpdate, dm.observe, dm.cancel.
      "on": "dm.reboot",
      // Once only: the second request goes on to the next rule.
      // What no rule fits is answered automatically.
      "times": 1,
      "rc": 500,
      "message": "The battery is too low to restart.",
      "delay": 1000
    }
  ]
}
`;
