/** The stage that `npm start` runs; every service runs in it, and it is in no account. */
export const localStage = 'local';
