import { NotFoundErrorPage } from '@backstage/frontend-plugin-api';
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
    <Routes>
      <Route index element={table} />
      <Route path={path.slice(1)} element={detail} />
      <Route path="*" element={<NotFoundErrorPage />} />
    </Routes>
  );
}
