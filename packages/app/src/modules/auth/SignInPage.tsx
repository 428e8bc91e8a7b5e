import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import type { SignInPageProps } from '@backstage/plugin-app-react';
import { Alert, Button, Card, CardBody, Flex, Text } from '@backstage/ui';
import styles from './SignInPage.module.css';
import { useSignIn } from './useSignIn';

/** The first page that anybody sees: the portal's name, one button, and why it did not work. */
export function SignInPage({ onSignInSuccess }: SignInPageProps) {
  const title = useApi(configApiRef).getOptionalString('app.title');
  const { phase, failure, signIn } = useSignIn(onSignInSuccess);
  return (
    <main className={styles.page}>
      <Card className={styles.card}>
        <CardBody>
          <Flex direction="column" gap="4">
            <Text as="h1" variant="title-medium">
              {title ?? 'Control Center'}
            </Text>
            {failure && (
              <div role="alert">
                <Alert
                  status="danger"
                  icon
                  title="You are not signed in"
                  description={failure}
                />
              </div>
            )}
            <Text color="secondary">
              {phase === 'checking'
                ? 'Looking for your session…'
                : 'Sign in with your organization’s account.'}
            </Text>
            <Button
              className={styles.button}
              variant="primary"
              isPending={phase !== 'ready'}
              onPress={signIn}
            >
              Sign in
            </Button>
          </Flex>
        </CardBody>
      </Card>
    </main>
  );
}
