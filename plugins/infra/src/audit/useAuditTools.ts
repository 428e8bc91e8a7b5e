import { useApi } from '@backstage/frontend-plugin-api';
import type {
  AuditVerdict,
  UnknownPart,
} from '@reverb256/backstage-plugin-infra-common';
import {
  describePortalProblem,
  formatCount,
  portalProblemOf,
  saveFile,
} from '@reverb256/backstage-plugin-infra-react';
import { useState } from 'react';
import { infraApiRef, type AuditSearch } from '../api';

/** What came of looking whether the trails are whole. */
export interface Verification {
  items: readonly AuditVerdict[];
  unknown: readonly UnknownPart[];
}

interface AuditTools {
  /** What is being done now. */
  busy?: 'export' | 'verify';
  verification?: Verification;
  /** What came of the export. */
  exported?: { message: string; unknown: readonly UnknownPart[] };
  problem?: string;
  exportAll: () => void;
  verify: () => void;
}

function said(error: unknown): string {
  // What is not the portal's own says itself what to do.
  if (error instanceof Error && error.name === 'Error') return error.message;
  const problem = portalProblemOf(error, new Date().toISOString());
  const { title } = describePortalProblem(problem, 'the audit trail');
  return `${title}. ${problem.message}`;
}

/** What can be done with the audit trail besides reading it. */
export function useAuditTools(search: AuditSearch): AuditTools {
  const api = useApi(infraApiRef);
  const [busy, setBusy] = useState<AuditTools['busy']>();
  const [verification, setVerification] = useState<Verification>();
  const [exported, setExported] = useState<AuditTools['exported']>();
  const [problem, setProblem] = useState<string>();

  const work = async (name: 'export' | 'verify', what: () => Promise<void>) => {
    setBusy(name);
    setProblem(undefined);
    try {
      await what();
    } catch (error) {
      setProblem(said(error));
    } finally {
      setBusy(undefined);
    }
  };

  return {
    busy,
    verification,
    exported,
    problem,
    exportAll: () =>
      void work('export', async () => {
        setExported(undefined);
        const { content, records, unknown } = await api.exportAudit(search);
        saveFile(
          content,
          `audit-${new Date().toISOString().slice(0, 10)}.ndjson`,
        );
        setExported({
          message: `${formatCount(records, 'record')} exported, one a line.`,
          unknown,
        });
      }),
    verify: () =>
      void work('verify', async () => {
        setVerification(undefined);
        setVerification(await api.verifyAudit());
      }),
  };
}
