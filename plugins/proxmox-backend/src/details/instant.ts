/** A time that Proxmox tells in seconds since the epoch, as ISO 8601; 0 and nonsense mean that there is none. */
export function instant(seconds: number | undefined): string | undefined {
  if (seconds === undefined || !(seconds > 0)) return undefined;
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** What is worth telling of a text: nothing where it is empty or blank. */
export function words(text: string | undefined): string | undefined {
  return text?.trim() || undefined;
}
