/** The members of mgmt.firmware [D-req]. */
export const firmwareMembers: readonly string[] = ['version', 'name', 'uri', 'verifier', 'state', 'updateStatus', 'updatedDateTime'];
