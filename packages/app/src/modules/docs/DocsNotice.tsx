import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { Alert, Container } from '@backstage/ui';
import { useMemo, type ReactNode } from 'react';
import { readDocsProblem } from './readDocsProblem';

function useDocsProblem() {
  const config = useApi(configApiRef);
  return useMemo(() => readDocsProblem(config), [config]);
}

/** Says why there are no documents, or only old ones; nothing when all is well. */
export const DocsNotice = () => {
  const problem = useDocsProblem();
  return problem ? (
    <Container mt="4">
      <Alert
        status="warning"
        icon
        title={problem.message}
        description={problem.todo}
      />
    </Container>
  ) : null;
};

/** The reader, below what is wrong with the documents; not without any, since all it could say is that they are not found. */
export const Reader = ({ children }: { children: ReactNode }) => {
  const problem = useDocsProblem();
  return (
    <>
      <DocsNotice />
      {problem && !problem.older ? null : children}
    </>
  );
};
