/** How each firmware action can fail: the values of `updateStatus` that say so [D-req]. */
export const firmwareFailures: Readonly<Record<'download' | 'update', readonly number[]>> = { download: [2, 3, 4, 6], update: [2, 5] };
