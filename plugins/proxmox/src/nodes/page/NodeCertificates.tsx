import {
  HealthBadge,
  ReadingView,
  useNow,
} from '@reverb256/backstage-plugin-infra-react';
import type { NodeCertificates as Certificates } from '@reverb256/backstage-plugin-proxmox-common';
import { PlainTable, type PlainColumn } from '../../parts';
import { describeCertificate } from '../nodeFacts';
import styles from './node.module.css';
import type { NodeRef } from './useNode';
import { useNodePart } from './useNodePart';

type Certificate = Certificates[number];

const columns: PlainColumn<Certificate>[] = [
  {
    id: 'file',
    label: 'File',
    cell: ({ filename, subject }) => (
      <>
        <code>{filename}</code>
        {subject && <div className={styles.small}>{subject}</div>}
      </>
    ),
  },
  {
    id: 'ends',
    label: 'Valid until',
    cell: ({ notAfter }) => <End notAfter={notAfter} />,
  },
  {
    id: 'names',
    label: 'For',
    cell: ({ names }) => names.join(', ') || '–',
  },
  {
    id: 'issuer',
    label: 'Issued by',
    cell: ({ issuer }) => issuer ?? 'unknown',
  },
  {
    id: 'fingerprint',
    label: 'SHA-256 fingerprint',
    cell: ({ fingerprint }) => (
      <code className={styles.breakable}>{fingerprint ?? 'unknown'}</code>
    ),
  },
];

function End({ notAfter }: { notAfter: string | undefined }) {
  const now = useNow(60);
  const { health, words } = describeCertificate(
    notAfter === undefined ? undefined : { notAfter },
    now,
  );
  return (
    <>
      <HealthBadge health={health}>{words}</HealthBadge>
      {notAfter && <div className={styles.small}>{notAfter.slice(0, 10)}</div>}
    </>
  );
}

/** Every certificate that a node has. */
export function NodeCertificates({ of }: { of: NodeRef }) {
  return (
    <ReadingView
      title="Certificates"
      subject="the certificates of this node"
      reading={useNodePart(of, 'certificates')}
    >
      {certificates => (
        <PlainTable
          label="Certificates of this node"
          columns={columns}
          rows={certificates}
          keyOf={({ filename }) => filename}
        />
      )}
    </ReadingView>
  );
}
