export interface Config {
  /**
   * Who may do what. Whoever has no role may do nothing.
   */
  access?: {
    roles?: {
      /**
       * May do everything.
       */
      admin?: {
        /**
         * Entity refs of catalog groups whose members have the role.
         */
        groups?: string[];
      };
      /**
       * Reads everything, and does what `permissions` lists.
       */
      operator?: {
        groups?: string[];
        /**
         * Names of permissions (proxmox.guest.power), or of families (proxmox.*). A family covers
         * what reads, creates and updates; what deletes must be named in full.
         */
        permissions?: string[];
        /**
         * On which things the role has a permission, where not on all: by its name (proxmox.guest.power)
         * or by family (proxmox.guest.*), of which the most exact holds. A thing must be in each of the
         * lists that are given; `all` limits nothing.
         */
        limits?: {
          [permission: string]:
            | 'all'
            | {
                /** Names of resource pools. */
                pools?: string[];
                /** Tags, of which a guest carries one. */
                tags?: string[];
                /** Clusters, by their configured names. */
                clusters?: string[];
              };
        };
      };
      /**
       * Reads everything.
       */
      viewer?: {
        groups?: string[];
        permissions?: string[];
        /** As for operators. */
        limits?: {
          [permission: string]:
            | 'all'
            | { pools?: string[]; tags?: string[]; clusters?: string[] };
        };
      };
    };
  };
}
