/** The portal's mark, a crossed zero. The same drawing as public/favicon.svg. */
export const Mark = () => (
  <svg width="28" height="28" viewBox="0 0 32 32" fill="none" aria-hidden>
    <ellipse
      cx="16"
      cy="16"
      rx="8.5"
      ry="11"
      stroke="currentColor"
      strokeWidth="2.75"
    />
    <path
      d="M9.75 23.75 22.25 8.25"
      stroke="var(--bui-accent-bg)"
      strokeWidth="2.75"
      strokeLinecap="round"
    />
  </svg>
);
