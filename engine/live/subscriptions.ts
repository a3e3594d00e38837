/**
 * Subscribers of the same statements share a poller, those with the same values a cohort. A cohort is asked again when a
 * change concerns rows it can see; and by the clock: at every refetch interval when changes of what it reads cannot be
 * heard, else now and then, as a safety net.
 */
import type { CatalogTable } from '../catalog/catalog.ts';
import type { Value } from '../model/condition.ts';
import type { Change } from './change.ts';
import type { ChangeFeed } from './change-feed.ts';
import { publishedColumns } from './change-trigger.ts';
import type { Cohort, Subscriber, Values } from './cohort.ts';
import { isConnectionFailure } from './connection-failure.ts';
import { LiveCohort } from './live-cohort.ts';
import { plainText } from './plain-value.ts';
import { Poller, type PollerDeps } from './poller.ts';
import type { Sink } from './sink.ts';
import { type LivePlan, statementsOf } from './statement.ts';
import { StreamCohort } from './stream-cohort.ts';
import { validateValues } from './validate-values.ts';
import { type Watch, WatchIndex } from './watch-index.ts';

export interface SubscriptionsDeps extends PollerDeps {
  /** null: changes cannot be heard, everything is polled. */
  readonly feed: ChangeFeed | null;
  /** The table of a `tableKey` as it is now. */
  readonly table: (key: string) => CatalogTable | null;
}

export interface LiveRequest {
  readonly plan: LivePlan;
  /** A list a statement. */
  readonly values: readonly Values[];
  readonly bind: (value: Value) => string | null;
  readonly sink: Sink;
  /** It has had an answer before. */
  readonly isServed?: boolean;
}

/** A subscription under way. */
export interface Running {
  /** As they are now: a stream's cursor moves. */
  readonly values: readonly Values[];
  readonly isServed: boolean;
  readonly stop: () => void;
}

type AnyCohort = LiveCohort | StreamCohort;

interface Group {
  readonly plan: LivePlan;
  readonly poller: Poller<AnyCohort>;
  /** By key. A stream's cohort whose readers are all behind is in `members` only. */
  readonly cohorts: Map<string, AnyCohort>;
  size: number;
}

interface Member {
  readonly group: Group;
  readonly cohort: AnyCohort;
  /** Under which it is among the group's cohorts. */
  key: string;
}

/** A cohort whose changes are heard is still asked every so many intervals. */
const SAFETY_TURNS = 30;
/** Every so many intervals the triggers are looked after. */
const VERIFY_TURNS = 10;

export class Subscriptions {
  private readonly deps: SubscriptionsDeps;
  private readonly groups = new Map<string, Group>();
  private readonly members = new Map<Cohort, Member>();
  private readonly index = new WatchIndex<Member>();
  private nextSlot = 0;
  private turn = 0;

  constructor(deps: SubscriptionsDeps) {
    this.deps = deps;
  }

  /** How many cohorts there are. */
  get size(): number {
    return this.members.size;
  }

  subscribe(request: LiveRequest): Running {
    const group = this.groupOf(request.plan);
    const key = JSON.stringify(request.values);
    const known = group.cohorts.get(key);
    const cohort = known ?? this.makeCohort(group, key, request.values, this.watchesOf(request));
    const subscriber: Subscriber = { sink: request.sink, cohort, isServed: request.isServed ?? false };
    cohort.subscribers.add(subscriber);
    if (!known) void this.admit(cohort, group);
    else if (known.isReady) this.welcome(known, group, subscriber);
    return {
      get values() {
        return subscriber.cohort.values;
      },
      get isServed() {
        return subscriber.isServed;
      },
      stop: () => this.leave(subscriber),
    };
  }

  changed(change: Change): void {
    for (const { group, cohort } of this.index.affectedBy(change)) group.poller.mark(cohort, 'change');
  }

  /** Changes of the table (null: of any) may have been missed. */
  missed(table: string | null): void {
    if (table !== null) this.changed({ table, columns: [], rows: null });
    else for (const { group, cohort } of this.members.values()) group.poller.mark(cohort, 'change');
  }

  /** One refetch interval has passed. */
  tick(): void {
    this.turn = (this.turn + 1) % SAFETY_TURNS;
    for (const group of this.groups.values()) {
      const isHeard = this.isHeard(group.plan);
      for (const cohort of group.cohorts.values()) if (!isHeard || cohort.slot === this.turn) group.poller.mark(cohort, 'timer');
    }
    if (this.turn % VERIFY_TURNS === 0) this.deps.feed?.verify(this.watchedTables());
  }

  close(): void {
    for (const { poller } of this.groups.values()) poller.close();
    this.groups.clear();
    this.members.clear();
  }

  private watchedTables(): ReadonlyMap<string, CatalogTable> {
    const tables = new Map<string, CatalogTable>();
    for (const key of this.index.watchedTables) {
      const table = this.deps.table(key);
      if (table) tables.set(key, table);
    }
    return tables;
  }

  private isHeard({ dependencies }: LivePlan): boolean {
    const { feed } = this.deps;
    return feed !== null && dependencies.isComplete && dependencies.reads.every((read) => feed.isLive(read.table));
  }

  private groupOf(plan: LivePlan): Group {
    const known = this.groups.get(plan.key);
    if (known) return known;
    const poller = new Poller<AnyCohort>(statementsOf(plan.roots), this.deps, (cohort) => this.advanced(cohort));
    const group: Group = { plan, poller, cohorts: new Map(), size: 0 };
    this.groups.set(plan.key, group);
    return group;
  }

  private makeCohort(group: Group, key: string, values: readonly Values[], watches: readonly Watch[]): AnyCohort {
    this.nextSlot = (this.nextSlot + 1) % SAFETY_TURNS;
    const Kind = group.plan.kind === 'live' ? LiveCohort : StreamCohort;
    const cohort = new Kind(key, values, this.nextSlot, group.plan.roots);
    cohort.watches = watches;
    group.cohorts.set(key, cohort);
    this.enlist(cohort, group);
    return cohort;
  }

  private enlist(cohort: AnyCohort, group: Group): void {
    const member: Member = { group, cohort, key: cohort.key };
    this.members.set(cohort, member);
    this.index.add(member, cohort.watches);
    group.size += 1;
  }

  /** Which of the rows it reads can be told apart by what notifications carry. */
  private watchesOf({ plan, bind }: LiveRequest): readonly Watch[] {
    return plan.dependencies.reads.map(({ table, equals }) => {
      const catalog = this.deps.table(table);
      const columns: string[] = [];
      const values: string[] = [];
      for (const column of catalog ? publishedColumns(catalog) : []) {
        const value = equals.get(column);
        const text = value ? bind(value) : null;
        const plain = value && text !== null ? plainText(value.type.name, text) : null;
        if (plain === null) continue;
        columns.push(column);
        values.push(plain);
      }
      return { table, columns, values };
    });
  }

  /** A new cohort is asked once the database accepts its values. It is watched already, so no change is missed. */
  private async admit(cohort: AnyCohort, group: Group): Promise<void> {
    for (const { table } of group.plan.dependencies.reads) {
      const catalog = this.deps.table(table);
      if (catalog) this.deps.feed?.watch(table, catalog);
    }
    try {
      const statements = statementsOf(group.plan.roots);
      for (const [s, values] of cohort.values.entries())
        await validateValues(this.deps.database, statements[s]?.parameters ?? [], values);
      cohort.isReady = true;
      if (this.members.has(cohort)) group.poller.mark(cohort, 'start');
    } catch (error) {
      if (isConnectionFailure(error)) {
        setTimeout(() => this.members.has(cohort) && void this.admit(cohort, group), this.deps.retryMs).unref();
        return;
      }
      const reason = this.deps.asEngineError(error);
      for (const { sink } of [...cohort.subscribers]) sink.refuse(reason);
      this.drop(cohort);
    }
  }

  private welcome(cohort: AnyCohort, group: Group, subscriber: Subscriber): void {
    const body = this.isHeard(group.plan) ? cohort.remembered : null;
    if (body === null) {
      group.poller.mark(cohort, 'start');
      return;
    }
    subscriber.isServed = true;
    subscriber.sink.next(body, true);
  }

  /**
   * A stream's cohort has moved on: it joins the cohort that is already there, and its readers that are behind stay at this
   * point until they have caught up.
   */
  private advanced(cohort: AnyCohort): void {
    const member = this.members.get(cohort);
    if (!member) return;
    const { group } = member;
    if (group.cohorts.get(member.key) === cohort) group.cohorts.delete(member.key);
    for (const subscriber of [...cohort.subscribers]) if (!subscriber.sink.isReady()) this.park(subscriber, cohort, group);
    if (cohort.subscribers.size === 0) this.drop(cohort);
    else this.settle(member);
  }

  /** Under its new key, or into the cohort that is there already. */
  private settle(member: Member): void {
    const { group, cohort } = member;
    const there = group.cohorts.get(cohort.key);
    if (!there?.isReady) {
      member.key = cohort.key;
      group.cohorts.set(cohort.key, cohort);
      group.poller.mark(cohort, 'more');
      return;
    }
    for (const subscriber of cohort.subscribers) {
      there.subscribers.add(subscriber);
      subscriber.cohort = there;
    }
    this.drop(cohort);
    group.poller.mark(there, 'more');
  }

  private park(subscriber: Subscriber, from: AnyCohort, group: Group): void {
    from.subscribers.delete(subscriber);
    const parked = new StreamCohort(from.key, from.values, from.slot, group.plan.roots);
    parked.watches = from.watches;
    parked.subscribers.add(subscriber);
    subscriber.cohort = parked;
    this.enlist(parked, group);
    subscriber.sink.whenReady(() => {
      const member = this.members.get(parked);
      if (!member) return;
      parked.isReady = true;
      this.settle(member);
    });
  }

  private leave(subscriber: Subscriber): void {
    const member = this.members.get(subscriber.cohort);
    if (!member) return;
    member.cohort.subscribers.delete(subscriber);
    if (member.cohort.subscribers.size === 0) this.drop(member.cohort);
  }

  private drop(cohort: AnyCohort): void {
    const member = this.members.get(cohort);
    if (!member) return;
    const { group } = member;
    this.members.delete(cohort);
    this.index.remove(member, cohort.watches);
    if (group.cohorts.get(member.key) === cohort) group.cohorts.delete(member.key);
    group.poller.forget(cohort);
    group.size -= 1;
    if (group.size > 0) return;
    group.poller.close();
    this.groups.delete(group.plan.key);
  }
}
