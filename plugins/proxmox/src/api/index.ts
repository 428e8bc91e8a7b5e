export {
  proxmoxSnapshotsApi,
  proxmoxSnapshotsApiRef,
  useProxmoxSnapshots,
} from './proxmoxSnapshotsApi';
