import { NotFoundErrorPage } from '@backstage/frontend-plugin-api';
import { ActionHost } from '@reverb256/backstage-plugin-infra-react';
import type { ReactElement } from 'react';
import { Route, Routes } from 'react-router-dom';

interface DetailRoutesProps {
  /** The table of all. */
  table: ReactElement;
  /** The page of one, and its path below the table's, as its route ref has it: `/:cluster/:node`. */
  detail: ReactElement;
  path: string;
}

/** A table and the page of each of its rows, below one tab. */
export function DetailRoutes({ table, detail, path }: DetailRoutesProps) {
  return (
    // A dialog outlives the button and the part of the page that it was opened from.
    <ActionHost>
      <Routes>
        <Route index element={table} />
        <Route path={path.slice(1)} element={detail} />
        <Route path="*" element={<NotFoundErrorPage />} />
      </Routes>
    </ActionHost>
  );
}
