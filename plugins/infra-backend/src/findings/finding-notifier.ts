import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { RELATION_OWNED_BY } from '@backstage/catalog-model';
import { stringifyError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import { dueNotice, type DueNotice } from './due-notice';
import type { FindingRow } from './finding-row';
import type { FindingStore } from './finding-store';
import { toNotification } from './notification';

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

  /** Sends all that is due. A failure is logged and never thrown: findings are gathered all the same. */
  async tellAll(now: Date, signal: AbortSignal): Promise<void> {
    for (const row of await this.#store.toTell()) {
      const why = dueNotice(row, now);
      if (!why) continue;
      if (signal.aborted) return;
      try {
        await this.#tell(row, why);
      } catch (error) {
        // The same is likely to fail for the others; they are tried at the next turn.
        this.#logFailure(row, error);
        return;
      }
      this.#failing = false;
    }
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

  #logFailure({ tracked }: FindingRow, error: unknown): void {
    if (this.#failing) return;
    this.#failing = true;
    this.#logger.warn(
      'Nobody could be told of a finding. It is tried again every 10 s; look at the notifications backend and the catalog',
      { finding: tracked.id, reason: stringifyError(error) },
    );
  }
}
