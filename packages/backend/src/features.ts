/**
 * What the portal's backend consists of, as a list, so that tests start exactly what runs.
 */
export const features = [
  import('@backstage/plugin-app-backend'),
  import('@backstage/plugin-auth-backend'),
  import('@backstage/plugin-catalog-backend'),
  import('@backstage/plugin-events-backend'),
  import('@backstage/plugin-permission-backend'),
  import('@backstage/plugin-signals-backend'),
  import('@reverb256/backstage-plugin-auth-backend-module-oidc'),
  import('@reverb256/backstage-plugin-permission-backend-module-access'),
  import('@reverb256/backstage-plugin-proxmox-backend'),
];
