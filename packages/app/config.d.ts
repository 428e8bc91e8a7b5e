export interface Config {
  infra?: {
    /**
     * A strip above every page, also above the sign-in page: which portal this
     * is, or what its users should know right now. No strip without it.
     * @deepVisibility frontend
     */
    banner?: {
      /** One sentence. Plain text, no markup. */
      text: string;
      /** `info` by default; `warning` draws the eye more. */
      tone?: 'info' | 'warning';
    };
    docs?: {
      /**
       * Why documents are missing or older than they should be, for whoever
       * looks for them. `npm start` writes it when it could not build them.
       * @deepVisibility frontend
       */
      problem?: {
        /** What is wrong, and why. */
        message: string;
        /** What to do about it. */
        todo: string;
        /** Whether there are documents of before. */
        older?: boolean;
      };
    };
  };
}
