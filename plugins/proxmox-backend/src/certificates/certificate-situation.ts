import type { Obstacle } from '@reverb256/backstage-plugin-infra-common';
import {
  SourceFailure,
  type PresentedCertificate,
} from '@reverb256/backstage-plugin-infra-node';
import { block, warn } from '../actions/obstacles';
import type { Confirmation } from './judge-endpoint';

/** What is known when somebody is to decide. */
export interface CertificateSituation {
  title: string;
  url: string;
  fingerprint: string;
  pinned: string;
  /** What the endpoint shows now, or why it shows nothing. */
  shown: PresentedCertificate | SourceFailure;
  confirmation: Confirmation;
  /** The node at which the endpoint is, where its host tells. */
  node?: string;
  now: Date;
}

/** What stands in the way of trusting an endpoint with another certificate, and what speaks against it. Pure. */
export function certificateObstacles(
  situation: CertificateSituation,
): Obstacle[] {
  const { title, url, fingerprint, pinned, shown } = situation;
  const { confirmation, node, now } = situation;
  if (fingerprint === pinned) {
    return [
      block('already', `${url} is trusted with this certificate already.`),
    ];
  }
  if (shown instanceof SourceFailure) {
    return [block(`source-${shown.kind}`, shown.message)];
  }
  if (shown.fingerprint !== fingerprint) {
    return [
      block(
        'other-certificate',
        `${url} now shows a certificate with the fingerprint ${shown.fingerprint}, and not the one that was to be accepted. Look again.`,
      ),
    ];
  }
  const obstacles: Obstacle[] = [];
  if (
    confirmation.by === 'cluster' &&
    node !== undefined &&
    node !== confirmation.node
  ) {
    obstacles.push(
      warn(
        'other-node',
        `It is the certificate of node ${confirmation.node}, and ${url} is node ${node}: an address that has moved, a proxy, or somebody who answers in its place.`,
      ),
    );
  }
  if (confirmation.by === 'nobody') {
    obstacles.push(
      warn(
        'not-confirmed',
        `${title} says which certificates its nodes have, and this is none of them: a proxy in front of the node, a certificate that was renewed since, or a stranger. Compare it on the node itself: pvenode cert info.`,
      ),
    );
  }
  if (confirmation.by === 'unknown') {
    obstacles.push(
      warn(
        'not-comparable',
        `No trusted endpoint of ${title} has told which certificates its nodes have, so nothing confirms this one. Compare it on the node itself: pvenode cert info.`,
      ),
    );
  }
  if (Date.parse(shown.notAfter) < now.getTime()) {
    obstacles.push(
      warn('expired', `It is not valid any more since ${shown.notAfter}.`),
    );
  }
  return obstacles;
}

/** What will happen, a sentence each. Pure. */
export function certificateEffects(situation: CertificateSituation): string[] {
  const { url, pinned, shown, confirmation } = situation;
  if (shown instanceof SourceFailure) return [];
  return [
    `The portal sends its tokens to whoever shows the certificate ${shown.fingerprint} at ${url}. Until now it is ${pinned}.`,
    `It names itself ${
      shown.subject.replaceAll('\n', ', ') || 'nothing'
    }, is signed by ${
      shown.issuer.replaceAll('\n', ', ') || 'nobody'
    } and is valid from ${shown.notBefore} to ${shown.notAfter}.`,
    ...(confirmation.by === 'cluster'
      ? [
          `The cluster itself confirms it, over an endpoint that is trusted: it is the certificate of node ${confirmation.node}.`,
        ]
      : []),
    'It holds until another fingerprint is configured (proxmox.clusters[].endpoints[].fingerprint): put this one there.',
  ];
}
