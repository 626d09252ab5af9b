/** What a program or a tool printed. */
export function Printed({ title, text }: { title: string; text: string }) {
  return (
    <figure class="printed">
      <figcaption>{title}</figcaption>
      <pre tabIndex={0} aria-label={title}>
        {text}
      </pre>
    </figure>
  );
}
