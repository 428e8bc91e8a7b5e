export interface Config {
  catalog?: {
    providers?: {
      /**
       * Nodes and guests of the clusters in `proxmox.clusters` become entities of kind Resource. Without this section
       * there are none.
       */
      proxmox?: {
        /**
         * How often the catalog is brought up to date, in seconds. What is looked at is what the Proxmox plugin read
         * last: the clusters are not asked.
         * @default 30
         */
        everySeconds?: number;
        /**
         * The namespace of the entities.
         * @default default
         */
        namespace?: string;
        /**
         * Who owns what no rule gives to anybody: an entity ref, as group:default/platform-admins.
         */
        defaultOwner: string;
        /**
         * The system that they belong to: an entity ref or a name.
         */
        system?: string;
        /**
         * Whether templates of guests are entities too.
         * @default false
         */
        templates?: boolean;
        /**
         * Who owns which guests: the first rule that matches decides. A tag, a pool or a cluster is a regular expression
         * for the whole of it; $1, $2 … in the owner are its groups.
         */
        owners?: Array<{
          tag?: string;
          pool?: string;
          cluster?: string;
          owner: string;
        }>;
        /**
         * Which components run in which guests, so that they depend on them: every rule that matches adds one. As
         * above, with the component's entity ref: { tag: 'app-(.+)', component: 'component:default/$1' }.
         */
        components?: Array<{
          tag?: string;
          pool?: string;
          cluster?: string;
          component: string;
        }>;
      };
    };
  };
}
