import { useApi } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Select,
  TextAreaField,
} from '@backstage/ui';
import type { TrackedFinding } from '@reverb256/backstage-plugin-infra-common';
import {
  formatMoment,
  serverClock,
} from '@reverb256/backstage-plugin-infra-react';
import { useState } from 'react';
import { infraApiRef } from '../api';
import styles from '../parts/parts.module.css';
import { decisionProblem } from './useRelease';

const words = {
  acknowledge: {
    title: 'Acknowledge',
    what: 'You look after it. It stays in sight, with your name.',
  },
  mute: {
    title: 'Mute',
    what: 'Nobody is told of it, and it is out of sight among the muted, until the end that you choose.',
  },
};

/** For how long a decision can hold, in hours. */
const periods = [
  { id: '1', label: '1 hour' },
  { id: '8', label: '8 hours' },
  { id: '24', label: '1 day' },
  { id: '72', label: '3 days' },
  { id: '168', label: '1 week' },
  { id: '720', label: '30 days' },
];

const OPEN_END = 'open';

interface DecisionDialogProps {
  finding: TrackedFinding;
  type: 'acknowledge' | 'mute';
  onClose: () => void;
}

/** Asks why, and until when, before a finding is acknowledged or muted. */
export function DecisionDialog(props: DecisionDialogProps) {
  const { finding, type, onClose } = props;
  const api = useApi(infraApiRef);
  const [reason, setReason] = useState('');
  const [period, setPeriod] = useState(type === 'mute' ? '24' : OPEN_END);
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<string>();
  const { title, what } = words[type];
  const until =
    period === OPEN_END
      ? undefined
      : new Date(serverClock.now() + Number(period) * 3_600_000).toISOString();

  const decide = async () => {
    setPending(true);
    setProblem(undefined);
    const given = { id: finding.id, reason: reason.trim() };
    try {
      if (type === 'acknowledge') await api.decide({ type, ...given, until });
      else if (until) await api.decide({ type, ...given, until });
      onClose();
    } catch (error) {
      setProblem(decisionProblem(error));
      setPending(false);
    }
  };

  return (
    <Dialog isOpen width={560} onOpenChange={isOpen => !isOpen && onClose()}>
      <DialogHeader>
        {title}: {finding.title}
      </DialogHeader>
      <DialogBody>
        <div className={styles.stack}>
          <p className={styles.flush}>{what}</p>
          <TextAreaField
            label="Why"
            description="Whoever comes after you reads this, and the audit trail keeps it."
            value={reason}
            onChange={setReason}
            maxLength={1000}
            isRequired
          />
          <Select
            label="For"
            value={period}
            onChange={key => key !== null && setPeriod(String(key))}
            options={
              type === 'mute'
                ? periods
                : [{ id: OPEN_END, label: 'Until it is resolved' }, ...periods]
            }
          />
          {until && <p className={styles.small}>Ends {formatMoment(until)}.</p>}
          {problem && <p role="alert">{problem}</p>}
        </div>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          Do nothing
        </Button>
        <Button
          variant="primary"
          isDisabled={reason.trim() === ''}
          isPending={isPending}
          onPress={() => void decide()}
        >
          {title}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
