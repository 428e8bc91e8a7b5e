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
      };
      /**
       * Reads everything.
       */
      viewer?: {
        groups?: string[];
        permissions?: string[];
      };
    };
  };
}
