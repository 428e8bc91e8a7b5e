import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { Alert, Container } from '@backstage/ui';
import { useMemo } from 'react';
import { readDocsProblem } from './readDocsProblem';

/** Says why there are no documents, or only old ones; nothing when all is well. */
export const DocsNotice = () => {
  const config = useApi(configApiRef);
  const problem = useMemo(() => readDocsProblem(config), [config]);
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
