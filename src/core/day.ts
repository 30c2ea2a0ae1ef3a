/** A day as it is written everywhere: `YYYY-MM-DD`, in UTC. */
export const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

/** The current day, where the user names no other. */
export const currentDay = (): string => dayOf(new Date());

/** Whether a text is a day that there is: the 31st of a short month is none. */
export const isDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) &&
  new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) === true;
