/** The name of the test that is run after all others; it tells the runner that nothing comes any more. */
export const lastTest = 'every file has run';
