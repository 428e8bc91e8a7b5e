export interface Config {
  infra?: {
    /** The backend plugins that are asked for findings, runs and audit records, by plugin id. Default: proxmox. */
    plugins?: string[];
    notifications?: {
      /**
       * Who is told of a finding whose entity has no owner, or that is about no entity: an entity ref. Default:
       * group:default/platform-operators.
       */
      fallback?: string;
    };
  };
}
