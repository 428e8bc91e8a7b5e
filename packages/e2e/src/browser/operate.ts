import type { Locator, Page } from '@playwright/test';
import { control } from '../portal/control';
import { expect } from './test';

/** A collection every 10 s, and its way to the page. */
export const untilReadAgain = { timeout: 40_000 };

/** What takes minutes in a cluster: in steps of so many seconds of the lab's clock, until it is over. */
const STEP = 120;

/** Lets the lab's time go by until something is to be seen. */
export async function waitInTheLab(until: Locator): Promise<void> {
  await expect(async () => {
    await control.advance(STEP);
    await expect(until).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 90_000 });
}

/** An action as a person goes through it in its dialog. */
export interface Operation {
  /** What the button says. */
  label: string;
  /** Fills in what it needs to be told. */
  fill?: (dialog: Locator) => Promise<void>;
  /** What the dialog says that will happen. */
  effect: RegExp | string;
  /** The name that is typed before something is destroyed. */
  confirm?: string;
  /** What the run is called. */
  run: string;
}

/** Goes through the open dialog of an action, watches the run to its good end, and closes it. */
export async function carryOut(
  page: Page,
  operation: Operation,
): Promise<void> {
  const { label, fill, effect, confirm, run } = operation;
  const dialog = page.getByRole('dialog');
  await fill?.(dialog);
  await expect(
    dialog.getByRole('region', { name: 'What will happen' }),
  ).toContainText(effect);
  const button = dialog.getByRole('button', { name: label, exact: true });
  if (confirm !== undefined) {
    await expect(button).toBeDisabled();
    await dialog
      .getByRole('textbox', { name: `To confirm, type the name: ${confirm}` })
      .fill(confirm);
  }
  await button.click();
  await waitInTheLab(dialog.getByText(`${run}: done`, { exact: true }));
  await closeDialog(page);
}

/** Closes the dialog that is open. */
export async function closeDialog(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(dialog).toHaveCount(0);
}

/** Chooses an action in the menu of a guest, in its row or on its page. */
export async function choose(
  page: Page,
  guest: string,
  action: string,
): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${guest}` }).click();
  await page.getByRole('menuitem', { name: action, exact: true }).click();
}

/** Chooses in a field of a dialog. */
export async function pick(
  dialog: Locator,
  field: string,
  option: RegExp | string,
): Promise<void> {
  await dialog.getByRole('button', { name: field }).click();
  await dialog.page().getByRole('option', { name: option }).click();
}

/** Ticks a box of a dialog, by its words as most people do: the box itself is drawn over. */
export async function tick(dialog: Locator, field: string): Promise<void> {
  await dialog.getByText(field, { exact: true }).click();
  await expect(dialog.getByRole('checkbox', { name: field })).toBeChecked();
}
