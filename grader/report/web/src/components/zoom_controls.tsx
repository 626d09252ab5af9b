interface Properties {
  zoom: number;
  most: number;
  onZoom: (zoom: number) => void;
}

export function ZoomControls({ zoom, most, onZoom }: Properties) {
  if (most <= 1) return null;
  return (
    <div class="zoom" role="group" aria-label="Zoom">
      <button type="button" class="quiet" aria-label="Zoom out" onClick={() => onZoom(zoom / 2)} disabled={zoom <= 1}>
        −
      </button>
      <button type="button" class="quiet" onClick={() => onZoom(1)} disabled={zoom <= 1}>
        All
      </button>
      <button type="button" class="quiet" aria-label="Zoom in" onClick={() => onZoom(zoom * 2)} disabled={zoom >= most}>
        +
      </button>
    </div>
  );
}
