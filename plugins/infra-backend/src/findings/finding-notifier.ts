import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { RELATION_OWNED_BY } from '@backstage/catalog-model';
import { stringifyError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import { dueNotice, type DueNotice } from './due-notice';
import type { FindingRow } from './finding-row';
import type { FindingStore } from './finding-store';
import { toNotification } from './notification';

/** How long one message may take, in seconds: neither service that it needs has a limit of its own. */
const SEND_SECONDS = 5;

async function withinSeconds<T>(
  seconds: number,
  promise: Promise<T>,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`It took longer than ${seconds} s`)),
      seconds * 1000,
    );
  });
  try {
    return await Promise.race([promise, limit]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Tells the owner of what a finding is about. What could not be sent is sent at the next turn, since what is due follows
 * from what is kept.
 */
export class FindingNotifier {
  readonly #store: FindingStore;
  readonly #notifications: NotificationService;
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;
  readonly #logger: LoggerService;
  readonly #fallback: string;
  #failing = false;

  static create(options: {
    store: FindingStore;
    notifications: NotificationService;
    catalog: CatalogService;
    auth: AuthService;
    logger: LoggerService;
    /** Who is told where there is no owner. */
    fallback: string;
  }): FindingNotifier {
    return new FindingNotifier(options);
  }

  private constructor(options: Parameters<typeof FindingNotifier.create>[0]) {
    this.#store = options.store;
    this.#notifications = options.notifications;
    this.#catalog = options.catalog;
    this.#auth = options.auth;
    this.#logger = options.logger;
    this.#fallback = options.fallback;
  }

  /**
   * Sends all that is due, until the signal ends it. A failure is logged and never thrown: findings are gathered all the
   * same, and what cannot be sent keeps nothing else back.
   */
  async tellAll(now: Date, signal: AbortSignal): Promise<void> {
    const failures: { finding: string; reason: string }[] = [];
    for (const row of await this.#store.toTell()) {
      const why = dueNotice(row, now);
      if (!why) continue;
      if (signal.aborted) break;
      try {
        await withinSeconds(SEND_SECONDS, this.#tell(row, why));
      } catch (error) {
        failures.push({
          finding: row.tracked.id,
          reason: stringifyError(error),
        });
      }
    }
    this.#logChange(failures);
  }

  async #tell(row: FindingRow, why: DueNotice): Promise<void> {
    const { tracked, notice } = row;
    const recipients =
      // Its end, and that it became worse, to those who know of it.
      why === 'opened' || why === 'reopened' || !notice
        ? await this.#ownersOf(tracked.entityRef)
        : notice.recipients;
    await this.#notifications.send(toNotification(tracked, why, recipients));
    await this.#store.recordNotice(tracked.id, {
      recipients,
      severity: tracked.severity,
      resolved: why === 'resolved',
    });
  }

  async #ownersOf(entityRef: string | undefined): Promise<string[]> {
    if (!entityRef) return [this.#fallback];
    const entity = await this.#catalog.getEntityByRef(entityRef, {
      credentials: await this.#auth.getOwnServiceCredentials(),
    });
    const owners = (entity?.relations ?? [])
      .filter(relation => relation.type === RELATION_OWNED_BY)
      .map(relation => relation.targetRef);
    return owners.length > 0 ? owners : [this.#fallback];
  }

  /** What goes on failing is one line, not one every 10 s. */
  #logChange(failures: { finding: string; reason: string }[]): void {
    if (failures.length > 0 && !this.#failing) {
      this.#logger.warn(
        `Nobody could be told of ${failures.length} findings. It is tried again every 10 s; look at the notifications backend and the catalog`,
        failures[0],
      );
    } else if (failures.length === 0 && this.#failing) {
      this.#logger.info('People can be told of findings again');
    }
    this.#failing = failures.length > 0;
  }
}
