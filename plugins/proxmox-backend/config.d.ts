export interface Config {
  proxmox?: {
    /** The Proxmox VE clusters that are shown, in this order. */
    clusters?: Array<{
      /** Names the cluster in URLs and in the catalog's annotation `proxmox.reverb256.ca/cluster`. */
      name: string;
      /** What people call it. Default: the name. */
      title?: string;
      /** Where its API answers, in the order in which they are tried: best one for each node. */
      endpoints: Array<{
        /** For example https://pve1.example.com:8006; https only. */
        url: string;
        /**
         * SHA-256 fingerprint of the certificate that this endpoint shows. With it this one certificate is trusted, and
         * no other; without it the certificate must be signed by an authority that the system or `caFile` trusts.
         */
        fingerprint?: string;
      }>;
      /** An API token that may read. */
      token: {
        /** The whole id, USER@REALM!ID. */
        id: string;
        /**
         * What Proxmox VE showed once when the token was made.
         * @visibility secret
         */
        secret: string;
      };
      /**
       * What changes the cluster, with credentials of its own: without it nothing can be changed through the portal. The
       * token needs `Sys.Audit` on `/` and, on the guests, `VM.Audit` and what is to be done with them: `VM.PowerMgmt`,
       * `VM.Migrate`, `VM.Snapshot`, `VM.Snapshot.Rollback`, `VM.Config.Options`.
       */
      operate?: {
        token: {
          /** The whole id, USER@REALM!ID. */
          id: string;
          /**
           * What Proxmox VE showed once when the token was made.
           * @visibility secret
           */
          secret: string;
        };
      };
      /** The catalog entity that stands for the cluster, such as `resource:default/reverb256`: its owner is told of findings. */
      entityRef?: string;
      /** A PEM file with authorities to trust besides the system's, such as the cluster's /etc/pve/pve-root-ca.pem. */
      caFile?: string;
      /** Where people find the web interface of Proxmox VE, for links to consoles; https only. Default: the first endpoint. */
      webUrl?: string;
      /** How often the cluster is read, in seconds; at least 10, the default, as Proxmox VE itself refreshes every 10 s. */
      pollSeconds?: number | string;
      /** Limit on one whole answer, in seconds: 5 to 20, default 15. */
      timeoutSeconds?: number | string;
    }>;
  };
}
