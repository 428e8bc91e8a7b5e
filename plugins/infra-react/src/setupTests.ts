import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Waited for only as long as it takes: a machine may be busy with other tests.
jest.setTimeout(30_000);
configure({ asyncUtilTimeout: 10_000 });
