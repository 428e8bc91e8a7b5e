import { VisuallyHidden } from '@backstage/ui';
import { usePermission } from '@backstage/plugin-permission-react';
import { infraFindingReadPermission } from '@reverb256/backstage-plugin-infra-common';
import { describeDoubt, useCriticalCount } from './useCriticalCount';

/** Tells screen readers, once, that findings are not known: the navigation hides its icons, and the badge, from them. */
export function FindingsStatus() {
  const { allowed } = usePermission({ permission: infraFindingReadPermission });
  return allowed ? <Status /> : null;
}

function Status() {
  const critical = useCriticalCount();
  return (
    <VisuallyHidden role="status">
      {critical.doubts.length > 0 && describeDoubt(critical)}
    </VisuallyHidden>
  );
}
