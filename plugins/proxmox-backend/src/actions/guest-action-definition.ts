import type { Permission } from '@backstage/plugin-permission-common';
import type {
  Obstacle,
  RunResource,
} from '@reverb256/backstage-plugin-infra-common';
import type { Allows } from '@reverb256/backstage-plugin-infra-node';
import type {
  GuestRef,
  ProxmoxOperator,
} from '@reverb256/backstage-plugin-proxmox-node';
import type { z } from 'zod';
import type { AwaitedState } from './follow-guest';
import type { GuestSubject } from './guest-target';
import type { HaGoal } from './judge-ha';
import type { CommonRules, GuestSituation } from './obstacles';

/** What is known before a change: the guest, what is asked for, and what else was looked at. */
export interface Situation<I, F> extends GuestSituation {
  input: I;
  /** What `look` found; undefined where there was something in the way before. */
  facts: F | undefined;
}

/** What a look before a change is made with. */
export interface Looking<I> {
  input: I;
  subject: GuestSubject;
  guest: GuestRef;
  operator: ProxmoxOperator;
  /** Whether the caller may do it to another guest too. */
  allows: Allows<GuestSubject>;
}

/** A change that was sent, or is about to be. */
export interface Sending<I, N> {
  input: I;
  guest: GuestRef;
  operator: ProxmoxOperator;
  /** What `note` found. */
  note: N;
  signal: AbortSignal;
}

/** In what the actions on one guest differ. */
export interface GuestActionDefinition<I extends z.ZodObject, F, N> {
  name: string;
  title: string;
  description: string;
  input: I;
  permission: Permission;
  destructive: boolean;
  /** What a run of it is called; otherwise its title and the guest's. */
  called?(input: z.output<I>, guestTitle: string): string;
  /** Whether its task can be stopped halfway without leaving the guest in a worse state than before. */
  canCancel: boolean;
  /** The types of the tasks that it begins, HA's among them. */
  tasks: readonly string[];
  rules: CommonRules;
  /** Asks the cluster for what the preflight needs besides. @throws SourceFailure */
  look?(looking: Looking<z.output<I>>): Promise<F>;
  /** What will happen, a sentence each. Pure. */
  effects(situation: Situation<z.output<I>, F>): string[];
  /** What stands in the way besides what does of most changes. Pure. */
  obstacles(situation: Situation<z.output<I>, F>): Obstacle[];
  /** Other guests that are changed along. Pure. */
  affects?(situation: Situation<z.output<I>, F>): RunResource[];
  /** What must be known to send it, kept with the run. @throws SourceFailure: then nothing is sent */
  note?(sending: Omit<Sending<z.output<I>, N>, 'note'>): Promise<N>;
  /** Sends the request, once. @returns the UPID of its task */
  send(sending: Sending<z.output<I>, N>): Promise<string>;
  /** What the HA manager is asked for, where it carries it out. */
  ha?(input: z.output<I>, guest: GuestRef): HaGoal;
  /** The state that the guest must be seen in; without it the end of the task is the end. */
  awaits?(input: z.output<I>, guest: GuestRef): AwaitedState | undefined;
  /** What is told at the end where no state is awaited. */
  output(input: z.output<I>): { status?: string; [more: string]: unknown };
  /** How the guest is after its task failed, a sentence. */
  afterFailure?(sent: Omit<Sending<z.output<I>, N>, 'note'>): Promise<string>;
}
