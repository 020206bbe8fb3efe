import { UploadManagerProvider, UploadPanel, useOverallProgress, useUploads } from '@holdfast/react-uploader';
import type { UploadManager } from '@holdfast/upload-manager';
import { Link, Outlet, type RouteObject } from 'react-router';

/** Routes that share their uploads: the provider is above them, so uploads go on whatever page is open. */
export function createRoutes(uploads: UploadManager): RouteObject[] {
  return [
    {
      element: <Frame uploads={uploads} />,
      children: [
        { index: true, element: <h1>Home</h1> },
        { path: 'files', element: <UploadPanel /> },
      ],
    },
  ];
}

function Frame({ uploads }: { readonly uploads: UploadManager }) {
  return (
    <UploadManagerProvider manager={uploads}>
      <nav>
        <Link to="/">Home</Link> <Link to="/files">Files</Link> <UploadBadge />
      </nav>
      <Outlet />
    </UploadManagerProvider>
  );
}

/** What goes on elsewhere. It renders with every tick, so it is a component of its own. */
function UploadBadge() {
  const active = useUploads(({ totals }) => totals.active);
  const { percent } = useOverallProgress();
  return active > 0 && <span>{`${active} on the way, ${percent} %`}</span>;
}
